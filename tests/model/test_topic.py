"""The list of topics holds together."""

from __future__ import annotations

import yaml

from planguard.model.topic import (
    EXAMPLE_SOURCES,
    TOPICS,
    Kind,
    Topic,
    fact_fields,
    known_names,
    topic_named,
)

OWN = {"tier": Topic(name="tier", kind=Kind.TEXT, about="customer's tier")}


def test_topics_are_found_by_name_and_flags_by_theirs() -> None:
    assert topic_named("load.cpu") is TOPICS["load.cpu"]
    assert topic_named("flag.checkout-v2") is TOPICS["flag.*"]
    assert topic_named("flag.guard") is TOPICS["flag.guard"]
    assert topic_named("tier", OWN) is OWN["tier"]
    for name in ("tier", "flag.*", "flag.", "flag.a*", "load"):
        assert topic_named(name) is None


def test_every_topic_is_explained_and_can_be_bound() -> None:
    for topic in TOPICS.values():
        assert topic.about
        binding = yaml.safe_load(topic.example)
        assert binding["source"] == topic.example_source
        assert yaml.safe_load(EXAMPLE_SOURCES[topic.example_source])["type"]


def test_numbers_have_a_unit_and_records_have_fields() -> None:
    for topic in TOPICS.values():
        assert bool(topic.unit) == (topic.kind is Kind.NUMBER), topic.name
        assert bool(topic.fields) == (topic.kind is Kind.RECORD), topic.name


def test_what_facts_can_be_asked_for() -> None:
    assert "count" in fact_fields(TOPICS["incident.active"])
    assert "count" in fact_fields(TOPICS["change.labels"])
    assert "count" not in fact_fields(TOPICS["load.cpu"])
    assert "approved" in fact_fields(TOPICS["change.ticket"])
    assert known_names(OWN) == sorted([*TOPICS, "tier"])
