FROM python:3.11-slim-bookworm

ENV PYTHONUTF8=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=market.config.settings
WORKDIR /srv/huiquan
RUN useradd --system --uid 10001 --home-dir /srv/huiquan huiquan \
    && mkdir -p var/uploads && chown -R huiquan var

# a mirror, where there is one: docker compose build --build-arg PIP_INDEX_URL=…
ARG PIP_INDEX_URL
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY manage.py pyproject.toml ./
COPY market market
COPY leasing leasing
COPY events events
USER huiquan
EXPOSE 8000
