"""The demo city, made by playing the stories of the procedures with invented people and a moved clock."""

from webapp.demo.build import PASSWORD, build
from webapp.demo.fast_forward import forward

__all__ = ["PASSWORD", "build", "forward"]
