"""A story: what people do in a case and what must come of it; read, played with a moved clock, compared."""

from engine.story.act import act
from engine.story.cast import Cast
from engine.story.play import Difference, Played, Stage, play
from engine.story.read import BadStory, Step, Story, moment, read

__all__ = ["BadStory", "Cast", "Difference", "Played", "Stage", "Step", "Story", "act", "moment", "play", "read"]
