# docker build -t summarize . && docker run --rm -v summaries:/data summarize today
FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip pip wheel --no-deps --wheel-dir /dist .

FROM python:3.13-slim
RUN --mount=type=bind,from=build,source=/dist,target=/dist \
    --mount=type=cache,target=/root/.cache/pip \
    pip install /dist/*.whl
# Whoever it runs as, `--user` included, may write these two.
RUN install --directory --mode=1777 /data /work
ENV SUMMARIZER_HOME=/data
VOLUME /data
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["summarize"]
CMD ["--help"]
