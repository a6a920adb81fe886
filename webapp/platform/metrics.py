"""The numbers of `/metrics` for Prometheus: requests by verb, jobs, incidents, cases; nothing about one case."""

import os
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from engine import incident
from engine.case import count
from engine.database.base import Database, now
from engine.job import monitoring
from webapp.platform import recorded_request

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = {"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"}
SHARED = "PROMETHEUS_MULTIPROC_DIR"


class DatabaseCollector(Collector):
    """The gauges that are read from the database for each request of `/metrics`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def describe(self) -> Iterator[Any]:
        """No metrics in advance: registering must not read the database."""
        return iter(())

    def collect(self) -> Iterator[Any]:
        with self.database.read() as session:
            jobs, oldest = monitoring.tally(session), monitoring.oldest_due(session)
            stops, cases = incident.count_open(session), count(session)
            waits = (now(session) - oldest).total_seconds() if oldest else 0.0
        yield _gauge("jenjang_jobs", "Jobs that are not done, by type and state", ("type", "state"), jobs)
        yield _gauge(
            "jenjang_incidents_open", "Open incidents, by code", ("code",), {(c,): n for c, n in stops.items()}
        )
        yield _gauge("jenjang_cases", "Cases by status", ("status",), {(s,): n for s, n in cases.items()})
        yield GaugeMetricFamily("jenjang_job_oldest_due_seconds", "How long the longest due job waits", value=waits)


def _gauge(name: str, help_text: str, labels: tuple[str, ...], counts: Any) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help_text, labels=labels)
    for values, number in counts.items():
        family.add_metric(values, number)
    return family


class Metrics:
    """The counts of this process, and of its siblings where they share a folder (PROMETHEUS_MULTIPROC_DIR)."""

    def __init__(self, database: Database) -> None:
        own = CollectorRegistry()
        self.requests = Counter("jenjang_requests", "Answers given", ("verb", "method", "status"), registry=own)
        self.seconds = Histogram(
            "jenjang_request_seconds", "Time to an answer", ("verb",), registry=own, buckets=SECONDS
        )
        self.outages = Counter("jenjang_outages", "Answers without the database", ("code", "verb"), registry=own)
        # To find a counter by its labels takes longer than to count.
        self._of = cache(lambda verb, *more: (self.requests.labels(verb, *more), self.seconds.labels(verb)))
        self.registry = CollectorRegistry() if SHARED in os.environ else own
        if SHARED in os.environ:
            MultiProcessCollector(self.registry)
        self.registry.register(DatabaseCollector(database))

    def count(self, response: Response) -> Response:
        method = request.method if request.method in METHODS else "other"
        answered, spent = self._of(recorded_request.view() or "none", method, response.status_code)
        answered.inc()
        spent.observe(time.perf_counter() - g.began)
        return response

    def failed(self, code: str) -> None:
        """Count an answer that the database did not allow."""
        self.outages.labels(code, recorded_request.view() or "none").inc()

    def render(self) -> bytes:
        """All numbers in the text format of Prometheus."""
        return generate_latest(self.registry)


def init(app: Flask) -> None:
    app.extensions["metrics"] = Metrics(app.extensions["database"])
    app.after_request(app.extensions["metrics"].count)
