# The image in which schedules of `bodywork create cronjob` run: this program, git and ssh. Each release publishes it as
# ghcr.io/bodywork-action/bodywork-action:VERSION. To build it from the root of the repository:
#   docker build -f container/controller.Dockerfile -t registry.example/bodywork .
FROM node:24-bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
 && rm -rf /var/lib/apt/lists/*
COPY dist /opt/bodywork/dist
COPY container/bootstrap.py /opt/bodywork/container/bootstrap.py
COPY LICENSE /opt/bodywork/LICENSE
RUN ln -s /opt/bodywork/dist/index.js /usr/local/bin/bodywork
ENV HOME=/tmp
USER 65532:65532
ENTRYPOINT ["bodywork"]
CMD ["help"]
