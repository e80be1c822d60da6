# The product for a department (docker-compose.yml): one image for web, workers and clock.
FROM python:3.13-slim-bookworm AS packages

WORKDIR /build
COPY ops/installer.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r installer.txt \
    && python -m venv --without-pip /venv \
    && uv pip sync --no-cache --compile-bytecode --require-hashes --python /venv/bin/python requirements.txt


# The database's own version of its tools: they read no server that is newer than themselves.
FROM postgres:17-bookworm AS database


FROM python:3.13-slim-bookworm

# Pango sets the papers' text; the other libraries are what the database's tools need, which make the backups.
# The base image fixes Debian's release; its packages get security updates only.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        libpq5 liblz4-1 libzstd1 \
    && rm -rf /var/lib/apt/lists/*

# State lies in a volume that belongs to this account; a fixed number, so that a backup knows it.
RUN useradd --uid 10001 --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin talimger \
    && install --directory --owner talimger --group talimger --mode 0700 /var/lib/talimger

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR=/var/lib/talimger

# Their own libpq comes along: it stands before Debian's, which is older.
COPY --from=database /usr/lib/postgresql/17/bin/pg_dump /usr/lib/postgresql/17/bin/pg_restore \
     /usr/lib/postgresql/17/bin/
COPY --from=database /usr/lib/*-linux-gnu/libpq.so.5* /usr/local/lib/
RUN ldconfig \
    && /usr/lib/postgresql/17/bin/pg_dump --version \
    && /usr/lib/postgresql/17/bin/pg_restore --version

COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
RUN python -m compileall -q . \
    && python -c "from pathlib import Path; from common import catalogues; catalogues.compile_stale(Path('locale'))"

USER 10001:10001
VOLUME /var/lib/talimger
EXPOSE 8000
CMD ["python", "-m", "config.server", "--host", "0.0.0.0", "--port", "8000", "--processes", "4"]
