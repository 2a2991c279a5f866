"""What speaks for and against a value, as a small vector of named numbers; nothing is judged here.

A feature is 0 where it does not hold, and then left out. The models of `doubt.confidence` weigh them; a name that no
model knows weighs nothing.
"""

from vnplans.doubt.features.facts import Facts, Vector
from vnplans.doubt.features.ground import Ground
from vnplans.doubt.features.header import HEADER_FIELDS, header_features
from vnplans.doubt.features.leads import lead_features
from vnplans.doubt.features.tasks import task_features
from vnplans.doubt.features.times import deadline_features
from vnplans.doubt.features.whole import doubts_of_tasks, doubts_of_whole, list_features, whole_features

__all__ = [
    "HEADER_FIELDS",
    "Facts",
    "Ground",
    "Vector",
    "deadline_features",
    "doubts_of_tasks",
    "doubts_of_whole",
    "header_features",
    "lead_features",
    "list_features",
    "task_features",
    "whole_features",
]
