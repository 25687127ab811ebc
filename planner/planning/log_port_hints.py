"""Whether a text names a port, however it says so: a place that was found without one is then not understood whole."""

from __future__ import annotations

import re

_USUAL = (
    r"(?:22|25|53|80|123|389|443|445|465|587|636|853|993|1194|1433|3128|3268|3306|3389|5432|5671|5672|6443|8080|8443|9000"
    r"|9093|10250)"
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATES = re.compile(
    rf"\b{_MONTHS}\s{{1,2}}\d{{1,2}}\b|\b\d{{1,2}}\s?{_MONTHS}|\d{{1,4}}\s?[年月日时分秒]|\(\d{{1,3}}\)\s?bytes|\[\d{{1,7}}\]:",
    re.IGNORECASE,
)
_HINTS = re.compile(
    r"(?<![A-Za-z])(?:tcp|udp|tls|ssl|dtls)\s?[/:_(-]{0,2}\s?\d{2,5}(?![\d.])"
    r"|(?<![\d.:])\d{2,5}\s?[/_-]?(?:tcp|udp|tls|ssl)(?![A-Za-z])"
    r"|(?<!source )(?<!source_)(?<!src )(?<!src_)(?<!src)(?<!source)(?<!s_)(?<![Ss]ource)(?<!源)"
    r"(?<![A-Za-z])(?:(?:destination|dest|dst|target|to)[ _-]?)?(?:ports?|dpt|dport|端口号?)\W{0,4}(?:为|是)?\s?\d{1,5}"
    r"|(?<![A-Za-z])(?:p|-p|port|#)\d{2,5}(?!\d)"
    r"|(?<![A-Za-z0-9_.-])(?:ssh|rdp|smtp|smtps|ldap|ldaps|smb|telnet|ftp|snmp|kerberos|winrm)(?![A-Za-z0-9_.:-])"
    r"|(?<![A-Za-z0-9_.-])ntp\s?:(?!//)"
    r"|(?<![A-Za-z])dns (?:to|from|traffic|queries)\b|(?:^|[,;|\t]|\s)\s{0,3}(?:dns|ntp)\s{0,3}(?:$|[,;|\t])"
    r"|(?<![\d.:-])\d{2,5}-\d{2,5}(?![\d.:-])"
    rf"|(?<![\d.:/A-Za-z_=-]){_USUAL}(?![\d.:A-Za-z_年月日时分秒次个-])",
    re.IGNORECASE,
)


def names_a_port(text: str) -> bool:
    """Whether a text holds what may be a port, a range of them, or a service that has one."""
    return _HINTS.search(_DATES.sub(" ", text)) is not None


_PORT_ALONE = re.compile(
    r"\W{0,4}(?:(?:please )?(?:open|allow|on|via|over)\s){0,3}\"?"
    r"(?:(?:destination|dest|dst|target|remote|目的|目标|tcp|udp)[ _-]?)?(?:ports?|端口号?|service|服务)"
    r"\"?\s{0,40}[:=\t]?\s{0,5}\"?(?:tcp|udp)?[ /:]?\d{1,5}\S{0,12}(?:\s?(?:,|、|/|and|和)\s?\S{1,12}){0,10}\W{0,4}",
    re.IGNORECASE,
)


_ONLY_A_PORT = re.compile(
    r"\W{0,4}(?:(?:tcp|udp)[ /:]?\d{1,5}|\d{1,5}(?:[ /]?(?:tcp|udp))?|(?:https?|tcp|udp)\s?:)\W{0,4}",
    re.IGNORECASE,
)


def is_port_alone(line: str) -> bool:
    """Whether a line says a port and nothing else: ``Port: 8443`` below the host that it is said of."""
    return len(line) < 120 and (_PORT_ALONE.fullmatch(line) or _ONLY_A_PORT.fullmatch(line)) is not None
