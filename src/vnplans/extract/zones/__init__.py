"""Where what stands in an act: letterhead, heading, body, closing, annexes."""
