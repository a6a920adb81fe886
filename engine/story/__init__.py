"""A story: what people do in a case and what must come of it; read, played with a moved clock, compared."""

from engine.story.act import act
from engine.story.cast import Cast
from engine.story.compare import Difference
from engine.story.play import Played, StoryStage, play
from engine.story.read import BadStory, Story, StoryStep, moment, read

__all__ = [
    "BadStory",
    "Cast",
    "Difference",
    "Played",
    "Story",
    "StoryStage",
    "StoryStep",
    "act",
    "moment",
    "play",
    "read",
]
