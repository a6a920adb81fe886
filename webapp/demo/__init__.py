"""The demo city, made by playing the stories of the procedures with invented people and a moved clock."""

from webapp.demo.building import PASSWORD, build
from webapp.demo.moving import forward

__all__ = ["PASSWORD", "build", "forward"]
