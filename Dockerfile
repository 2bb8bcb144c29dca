# The tutor as an image: docker build --tag cehrs-tutor .
# It runs as its own user and keeps everything in /data; the rest of the file system can be read-only.
FROM python:3.11-slim AS packages
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /venv && \
    /venv/bin/python -m pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes --requirement requirements.txt

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home --home-dir /data --shell /usr/sbin/nologin tutor && chmod 700 /data
WORKDIR /app
COPY --from=packages /venv /venv
COPY main.py cli.py doctor.py environment.py upkeep.py ./
COPY bot bot
COPY adapters adapters
COPY scheduler scheduler
COPY listening listening
COPY content content
RUN /venv/bin/python -m compileall -q /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/tutor.db \
    HEALTH_PORT=9000
# By its number, so that Kubernetes can tell that it is not root.
USER 10001
VOLUME /data
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s --retries=3 CMD ["python", "main.py", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "main.py"]
CMD ["run"]
