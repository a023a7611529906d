"""Texts that try to run, to restyle or to mislead. None of them may do so anywhere."""

from __future__ import annotations

from html.parser import HTMLParser

from helpers.questions import Option, SingleChoice

SCRIPTS = [
    "<script>window.pwned=1</script>",
    "<ScRiPt>window.pwned=1</sCrIpT>",
    "<script src=//127.0.0.1:9/x.js></script>",
    "</p><script>window.pwned=1</script><p>",
    '"><script>window.pwned=1</script>',
    "'><script>window.pwned=1</script>",
    "</textarea><script>window.pwned=1</script>",
    "</title><script>window.pwned=1</script>",
    "<!--><script>window.pwned=1</script>-->",
    "<![CDATA[<script>window.pwned=1</script>]]>",
    "<img src=x onerror=window.pwned=1>",
    "<img src=x onerror='window.pwned=1'>",
    "<IMG SRC=x OnErRoR=window.pwned=1>",
    '<img src="x" onerror="window.pwned=1"//',
    "<img/src=x/onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script></svg>",
    "<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
    "<math><mtext><img src=x onerror=window.pwned=1></mtext></math>",
    "<iframe src=javascript:parent.pwned=1></iframe>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<object data=javascript:window.pwned=1></object>",
    "<embed src=javascript:window.pwned=1>",
    "<video><source onerror=window.pwned=1></video>",
    "<audio src=x onerror=window.pwned=1>",
    "<body onload=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>x</details>",
    "<input autofocus onfocus=window.pwned=1>",
    "<select autofocus onfocus=window.pwned=1>",
    "<marquee onstart=window.pwned=1>x</marquee>",
    "<form action=javascript:window.pwned=1><button>go</button></form>",
    "<a href=javascript:window.pwned=1>click</a>",
    "<meta http-equiv=refresh content=0;url=javascript:window.pwned=1>",
    "<base href=javascript:window.pwned=1//>",
    "<link rel=stylesheet href=data:text/css,*{display:none}>",
    "<template><script>window.pwned=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.pwned=1>'>",
    "<xss onclick=window.pwned=1>x</xss>",
]
LINKS = [
    "[x](javascript:window.pwned=1)",
    "[x](JaVaScRiPt:window.pwned=1)",
    "[x](java&#115;cript:window.pwned=1)",
    "[x](data:text/html,<script>window.pwned=1</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "<javascript:window.pwned=1>",
    "[x]: javascript:window.pwned=1",
    "![x](x onerror=window.pwned=1)",
    "![x](javascript:window.pwned=1)",
    '[x](https://example.org "onmouseover=window.pwned=1")',
    '[x](https://example.org" onmouseover="window.pwned=1)',
]
LOOKS = [
    "<style>*{display:none!important}</style>",
    "<p style='position:fixed;inset:0;background:red'>over all</p>",
    "<div class=jp-Notebook>x</div>",
    "$$\\href{javascript:window.pwned=1}{x}$$",
    "$\\color{white}{hidden}$",
    "\\(\\require{html}\\href{javascript:window.pwned=1}{x}\\)",
    "\\[x^2\\]",
    "\\begin{equation}x\\end{equation}",
    "{{ 7*7 }}",
    "{% raw %}x{% endraw %}",
    "${7*7}",
    "<%= 7*7 %>",
    "{constructor.constructor('window.pwned=1')()}",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "&#60;script&#62;window.pwned=1&#60;/script&#62;",
    "\\x3cscript\\x3ewindow.pwned=1\\x3c/script\\x3e",
    "`<script>window.pwned=1</script>`",
    "```html\n<script>window.pwned=1</script>\n```",
    "%%javascript\nwindow.pwned=1",
    "IPY_MODEL_0000",
]
REJECTED = [
    "abc\u202egnp.exe",
    "\u2066hidden\u2069",
    "\u200fright to left",
    "nul\x00byte",
    "bell\x07",
    "escape\x1b[31mred",
    "back\x08space",
    "delete\x7f",
    "c1\x9bcontrol",
]
SHOWN = SCRIPTS + LINKS + LOOKS
HOSTILE = SHOWN + REJECTED
ALLOWED = {
    "p": set(),
    "em": set(),
    "strong": set(),
    "code": set(),
    "ul": set(),
    "li": set(),
    "br": set(),
    "ol": {"start"},
    "a": {"href", "title"},
    "div": {"class", "style", "id"},
    "blockquote": set(),
}


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.bad, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        allowed = ALLOWED.get(tag)
        if allowed is None or not {name for name, _ in attrs} <= allowed:
            self.bad.append((tag, attrs))
        for name, value in attrs:
            if name == "href" and not (value or "").startswith(("https://", "http://", "#")):
                self.bad.append((tag, attrs))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.bad.append(("comment", data))

    def handle_decl(self, decl):
        self.bad.append(("declaration", decl))

    def handle_pi(self, data):
        self.bad.append(("instruction", data))

    def unknown_decl(self, data):
        self.bad.append(("declaration", data))


def live_tags(html: str) -> list:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return parser.bad


def question(text: str) -> SingleChoice:
    """A question with ``text`` in every field that a reader sees."""
    return SingleChoice(
        id="hostile",
        stem=text,
        objectives=["o"],
        section="s",
        level="apply",
        hints=[text],
        stimulus=text,
        options=[Option(text=t, feedback=t, correct=t == text) for t in (text, f"{text} again")],
    )
