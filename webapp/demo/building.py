"""Builds the demo city: once, told as it goes, again from the start where it was interrupted."""

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from engine import migrations, person, shipped, story
from engine.base import Base, Database, Setting
from engine.calendar import WIB, day_of
from engine.instance import RUNNING, ProcessInstance
from engine.person import Person
from engine.story import Story
from webapp.config import BadSetting
from webapp.demo.city import admit, name_plh, open_units, staff
from webapp.demo.names import UNITS
from webapp.demo.people import Inventor
from webapp.demo.plan import MONTHS, Plan
from webapp.demo.playing import play_all
from webapp.stage import Stage

CITY = "demo_city"
PASSWORD = "jenjang-demo"
SEED = 20260714
