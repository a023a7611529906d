"""The course as a static site: pages to read, and the lessons live in the browser."""

from .build import build_site
