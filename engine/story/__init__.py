"""A story: what people do in a case and what must come of it; read, played with a moved clock, compared."""

from engine.story.play import Difference, Played, Stage, play
from engine.story.read import BadStory, Step, Story, read

__all__ = ["BadStory", "Difference", "Played", "Stage", "Step", "Story", "play", "read"]
