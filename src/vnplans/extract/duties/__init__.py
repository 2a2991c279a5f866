"""A duty: who must do it, with whom, by when, under which heading; as prose, labels and cells say it."""
