from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.circles import circles

Graph = dict[str, list[str]]
NAMES = st.sampled_from("abcdef")
GRAPHS = st.dictionaries(NAMES, st.lists(NAMES, max_size=4), max_size=6)


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": []}, []),
        ({"a": ["a"]}, [(["a", "a"], 1)]),
        ({"a": ["b", "x"], "b": ["c"], "c": ["a", "b"]}, [(["a", "b", "c", "a"], 3)]),
        ({"a": ["b"], "b": ["a"], "c": ["d", "a"], "d": ["c"]}, [(["a", "b", "a"], 2), (["c", "d", "c"], 2)]),
    ],
)
def test_each_group_has_one_shortest_way_round(graph: Graph, found: list[tuple[list[str], int]]) -> None:
    assert [(way, len(group)) for way, group in circles(graph)] == found


def reachable(graph: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name in graph and name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen


@given(GRAPHS)
def test_every_name_that_comes_back_to_itself_is_in_one_group(graph: Graph) -> None:
    found = circles(graph)
    back = {name for name in graph if name in reachable(graph, name)}
    assert sorted(name for _, group in found for name in group) == sorted(back)
    for way, group in found:
        assert way[0] == way[-1]
        assert all(other in graph[name] for name, other in pairwise(way))
        assert set(group) == {
            name for name in back if way[0] in reachable(graph, name) and name in reachable(graph, way[0])
        }
        assert way[0] == next(name for name in graph if name in group)


def test_a_circle_of_any_length_is_walked() -> None:
    size = 50_000
    [(way, group)] = circles({str(i): [str((i + 1) % size)] for i in range(size)})
    assert (len(way), len(group)) == (size + 1, size)
