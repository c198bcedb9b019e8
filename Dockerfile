# One image, many commands: `run content`, `gateway`, `administrator admin`; see docker-compose.yml.
# Every package comes by its hash, so a mirror can be used without trusting it: --build-arg PIP_INDEX_URL=https://…
# It stays in the first stage, which nobody ships. feedgen alone has no wheel; it is built with the setuptools of the lock.
FROM python:3.11-slim-bookworm AS build
ARG PIP_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY .locks/build.txt .locks/runtime.txt .locks/
RUN python -m venv tools \
 && python -m venv --without-pip /opt/guanwang \
 && tools/bin/pip install --quiet --require-hashes --no-deps --only-binary :all: -r .locks/build.txt \
 && tools/bin/pip wheel --quiet --require-hashes --no-deps --no-build-isolation --only-binary :all: --no-binary feedgen \
    --wheel-dir locked -r .locks/runtime.txt \
 && tools/bin/pip --python /opt/guanwang/bin/python install --quiet --no-deps --no-index locked/*.whl
COPY pyproject.toml ./
COPY services services
COPY shared shared
COPY gateway gateway
RUN tools/bin/pip wheel --quiet --no-deps --no-build-isolation --no-index --wheel-dir wheels . \
 && tools/bin/pip --python /opt/guanwang/bin/python install --quiet --no-deps --no-index wheels/*.whl \
 && tools/bin/pip --python /opt/guanwang/bin/python check \
 && find /opt/guanwang -path '*/numpy/*' -name tests -prune -exec rm -r {} +

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin guanwang
COPY --from=build /opt/guanwang /opt/guanwang
ENV PATH=/opt/guanwang/bin:$PATH PYTHONUNBUFFERED=1
USER 10001:10001
ENTRYPOINT ["guanwang"]
CMD ["--help"]
