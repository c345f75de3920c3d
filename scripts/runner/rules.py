"""The rules of `check_code`."""

RULES = {
    "RUN-1": "every Python block compiles, without a syntax warning",
    "RUN-2": "every Python block runs without an exception, after those before it",
    "RUN-3": "an output fence shows what the block before it prints",
    "RUN-4": "a block that prints is followed by an output fence",
    "RUN-5": "the blocks of an article end within the time limit",
    "RUN-6": "the blocks of an article take less than 20 seconds (warning)",
    "RUN-7": "bash blocks are syntactically correct",
    "RUN-8": "yaml, json and toml blocks can be parsed",
    "RUN-9": "no block ends the interpreter",
}
