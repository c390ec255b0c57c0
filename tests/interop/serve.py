"""Serves the Flask service that the documentation shows."""

import os
import runpy
import sys

service = runpy.run_path(sys.argv[1])
service["app"].run(host="localhost", port=int(os.environ["PORT"]))
