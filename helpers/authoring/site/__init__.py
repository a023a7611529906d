"""The course as a static site: pages to read that need nothing but a browser."""

from .build import build_site
