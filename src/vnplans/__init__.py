"""vnplans reads Vietnamese administrative directives into typed records whose every value shows its words."""
