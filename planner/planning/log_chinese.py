"""Lines of a log in Chinese: written without blanks, with keys and marks of their own."""

from __future__ import annotations

import re

# Chinese is written without blanks: "来自10.0.0.4到mcr.microsoft.com".
_CHINESE = re.compile(r"(来自|从|到|至|访问|目标|目的)(?:地址|主机)?:?(?=[A-Za-z0-9\[])")
_HAN = r"\u2018-\u201f\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_NAME = (
    r"(?:\*\.)?[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,20}"
    r"(?::\d{1,6}(?:/(?:[Tt][Cc][Pp]|[Uu][Dd][Pp]))?|/\d{1,5}(?!\d))?"
)
# "mcr.microsoft.com:12次": what is counted, or a time; no port.
_COUNTED = re.compile(r":(?=\d{1,6}\s?[次台条个秒分年月日时天人毫小])")
# "mcr.microsoft.com被拒绝"; a label of Chinese signs (a name behind its dot) stays whole.
_AMONG_CHINESE = re.compile(rf"(?<=[{_HAN}]){_NAME}|(?<![A-Za-z0-9._*/-]){_NAME}(?=[{_HAN}])")
# "访问https://mcr.microsoft.com超时": a URL ends where Chinese goes on.
_URL_BEFORE_CHINESE = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]{{1,20}}://[!-~]{{1,2000}}?(?=[{_HAN}])")
_COLON_BEHIND_CHINESE = re.compile(
    rf"(?<=[{_HAN}])\s?:\s?|:(?=[{_HAN}])|(?<=[{_HAN}])(?=[A-Za-z][A-Za-z0-9+.-]{{1,20}}://)"
)
_PROTOCOL_AMONG_CHINESE = re.compile(
    rf"(?<=[{_HAN}])(?:TCP|UDP|ICMP|QUIC|HTTPS?)\d{{0,5}}(?![A-Za-z0-9_./:-])"
    rf"|(?<![A-Za-z0-9_.-])(?:TCP|UDP|ICMP|QUIC|HTTPS?)\d{{0,5}}(?=[{_HAN}])",
    re.IGNORECASE,
)
# A number beside Chinese signs, unless it is one of a date or counts something.
_NUMBER_AMONG_CHINESE = re.compile(
    rf"(?<=[{_HAN}])\d{{1,5}}(?![\d.:年月日号时分秒个次条台])|(?<![\d.:/A-Za-z_-])\d{{1,5}}(?=[{_HAN}])(?![年月日号时分秒个次条台])"
)
_IS = re.compile(r"端口号?\s?(?:为|是)\s?(?=\d)")
_QUESTION = re.compile(rf"(?<=[{_HAN}])[?!](?=[A-Za-z0-9*])")
_QUOTES = str.maketrans(dict.fromkeys("“”‘’「」『』【】《》〈〉〔〕", " "))

_CHINESE_KEYS = tuple(
    (re.compile(rf"(?:{name})\s?[:=]\s?"), f" {key}=")
    for name, key in (
        ("(?:源|来源|客户端|来自|本地|内网)(?:\\s?(?:IP地址|地址|IP|主机))?", "src"),
        ("(?:源|来源|客户端|本地)\\s?端口号?", "spt"),
        ("(?:目的|目标|服务器|远程|对端|外网|访问)(?:\\s?(?:IP地址|地址|IP))?", "dst"),
        ("(?:目的|目标|服务器|远程|对端|访问)\\s?端口号?", "dport"),
        ("(?:(?:目的|目标)\\s?)?(?:域名|主机名?)", "fqdn"),
        ("协议", "proto"),
        ("端口号?", "dport"),
        ("服务(?:名称?|对象)?", "service"),
    )
)


_USUAL_KEY = re.compile(r"(?<![\w.-])(?:src|dst|source|destination)(?:_?ip)?\s?[:=]", re.IGNORECASE)


def with_usual_keys(line: str) -> str:
    """Return a record whose Chinese keys are written as those that are known: ``目的端口:443`` is ``dport=443``.

    A line with a single key and no English one beside it (``域名：a、b``) is no record: it is read as words.
    """
    written, count = line, 0
    for pattern, key in _CHINESE_KEYS:
        written, found = pattern.subn(key, written)
        count += found
    return written if count > 1 or (count and _USUAL_KEY.search(line)) else line


def with_blanks(line: str) -> str:
    """Return a line with blanks around each name, address and port that stands among Chinese signs."""
    text = _CHINESE.sub(
        r" \1 ",
        _COLON_BEHIND_CHINESE.sub(
            " ", _IS.sub("端口 ", _QUESTION.sub(" ? ", _COUNTED.sub(" ", line.translate(_QUOTES))))
        ),
    )
    text = _PROTOCOL_AMONG_CHINESE.sub(r" \g<0> ", _URL_BEFORE_CHINESE.sub(r" \g<0> ", text))
    return _NUMBER_AMONG_CHINESE.sub(r" \g<0> ", _AMONG_CHINESE.sub(r" \g<0> ", text))
