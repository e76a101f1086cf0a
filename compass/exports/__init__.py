"""Lists of people that go out: in seven forms, only what was agreed to, noted without names."""
