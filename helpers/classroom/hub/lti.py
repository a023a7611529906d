"""Learners come from Moodle, Canvas or another learning platform, by LTI 1.3.

The platform says who comes and in which role. The Hub keeps the platform's opaque number as the
name, unless the school wants more, and takes the group of teachers from the role at each launch.

References: *Learning Tools Interoperability Core Specification 1.3* (1EdTech), sections 5.3 and A.2
for the roles; the login is that of ``jupyterhub-ltiauthenticator``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ltiauthenticator.lti13.auth import LTI13Authenticator

from .service import TEACHERS

ROLES = "https://purl.imsglobal.org/spec/lti/claim/roles"
_OF_THE_COURSE = "http://purl.imsglobal.org/vocab/lis/v2/membership"
TEACHING = frozenset(
    {
        "Instructor",  # the short form, which some platforms still send
        f"{_OF_THE_COURSE}#Instructor",
        f"{_OF_THE_COURSE}/Instructor#TeachingAssistant",
    }
)
"""Roles in the course itself. Who teaches elsewhere at the school does not teach here."""


def teaches(claims: Mapping[str, Any]) -> bool:
    """Whether a launch's claims say that this person teaches the course."""
    roles = claims.get(ROLES, ())
    return isinstance(roles, Iterable) and not isinstance(roles, str) and bool(TEACHING & {*roles})


class LtiLogin(LTI13Authenticator):
    """The login of a launch, with the group of teachers."""

    async def authenticate(self, handler: Any, data: Any = None) -> dict[str, Any]:
        """Return who comes, with the groups that the role gives."""
        found = await super().authenticate(handler, data)
        return {"name": found["name"], "groups": [TEACHERS] if teaches(data or {}) else []}


def lti_login(
    c: Any,
    *,
    issuer: str,
    client_id: str,
    authorize_url: str,
    jwks_endpoint: str,
    name: str = "sub",
) -> None:
    """Let people in who come from one learning platform, and nobody else.

    Call ``share_results`` with ``teachers=()``: the platform says who teaches.

    Parameters
    ----------
    c : Config
        The ``c`` of ``jupyterhub_config.py``.
    issuer, client_id, authorize_url, jwks_endpoint : str
        As the platform shows them when the tool is registered there.
    name : str
        The claim that becomes a person's name at the Hub: ``sub``, an opaque number, or for
        instance ``email``.
    """
    c.JupyterHub.authenticator_class = LtiLogin
    c.LtiLogin.issuer = issuer
    c.LtiLogin.client_id = {client_id}
    c.LtiLogin.authorize_url = authorize_url
    c.LtiLogin.jwks_endpoint = jwks_endpoint
    c.LtiLogin.username_key = name
    c.LtiLogin.tool_name = "Product or Project?"
    c.LtiLogin.tool_description = "Product manager or project manager: an interactive course"
    c.Authenticator.manage_groups = True
    c.Authenticator.allow_all = True  # whom the platform sends may enter
