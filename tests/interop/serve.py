"""Serves the Flask service that the documentation shows."""

import os
import runpy
import sys
import time

from flask import request

app = runpy.run_path(sys.argv[1])["app"]
clock, ahead = time.time, [0]
time.time = lambda: clock() + ahead[0]


@app.get("/clock")
def move_clock():
    """The clock of the service moves when a test says so."""
    ahead[0] = int(request.args["seconds"])
    return {}


app.run(host="localhost", port=int(os.environ["PORT"]))
