# Senim in a container: slim, not root, the guide and the words inside, everything kept in /data.
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.txt pyproject.toml README.md LICENSE ./
COPY knowledge/LICENSE knowledge/LICENSE
COPY bot bot
COPY retrieval retrieval
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
    && /venv/bin/pip install --no-cache-dir --no-deps . \
    && /venv/bin/python -m compileall -q /venv

FROM python:3.12-slim
RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin senim \
    && mkdir -p /data/models && chown -R senim /data
COPY --from=build /venv /venv
COPY knowledge /app/knowledge
COPY locales /app/locales
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    SENIM_DATA=/data \
    SENIM_GUIDE=/app/knowledge \
    SENIM_LOCALES=/app/locales \
    SENIM_KIOSK_HOST=0.0.0.0 \
    SENIM_KIOSK_PORT=8080
USER senim
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=15s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["senim", "run"]
