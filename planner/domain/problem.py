"""Problems with files and answers, said so that a person can mend them."""

from __future__ import annotations

from planner.domain.text import Text


class FileProblem(Exception):
    """A file cannot be used: which one, on what line (0 if unknown), what is so and what to do.

    ``str()`` is the one-line English form that the terminal shows.
    """

    def __init__(self, file: str, line: int, message: Text) -> None:
        """Remember where and what; ``file`` is the name as the person knows it."""
        self.file = file
        self.line = line
        self.message = message
        super().__init__(self.in_language("en"))

    def in_language(self, language: str) -> str:
        """Return the sentence with file and line in ``language``."""
        message = self.message.in_language(language)
        if language == "zh":
            place = f"{self.file} 第 {self.line} 行" if self.line else self.file
            return f"{place}：{message}" if self.file else message
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {message}" if self.file else message
