"""What articles come in: one module a format, each from a ``Source`` to articles and reasons why there are none."""
