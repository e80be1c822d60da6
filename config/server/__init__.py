"""The web server: waitress, held to deadlines and bounds, in a few processes that share one listening socket.

Threads see complete requests only. What is silent, drips or does not read its answer is waited for by the event loop of
its process alone, and ended in time (docs/adr/0012-the-web-server.md).
"""
