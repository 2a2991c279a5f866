"""OpenDocument text -> Pages."""
