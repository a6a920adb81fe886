"""Tests in a browser: Chromium, fixtures, walking a story, filling forms, inspecting pages."""
