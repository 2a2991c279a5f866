"""The fields of the record, one file each: an act's zones -> findings."""
