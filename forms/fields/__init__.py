"""From a component's type to the marshmallow field that checks its value."""
