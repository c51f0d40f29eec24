"""What is worked out once and kept for as long as it is about the same things."""


def same(one: object, other: object) -> bool:
    """Whether two keys hold the same things; arrays are the same where they are one."""
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    return len(one) == len(other) and all(a is b or _alike(a, b) for a, b in zip(one, other, strict=True))


def _alike(a: object, b: object) -> bool:
    plain = (str, int, tuple, type(None))
    return isinstance(a, plain) and isinstance(b, plain) and a == b
