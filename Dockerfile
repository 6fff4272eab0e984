# Two stages: the first builds the pages, the second has only what runs. The server needs no build.
FROM node:24-bookworm-slim AS build
WORKDIR /proofroom
COPY . .
RUN npm ci && npm run build

FROM node:24-bookworm-slim
WORKDIR /proofroom
ENV NODE_ENV=production DATA_DIR=/data
COPY package.json package-lock.json ./
COPY apps/server apps/server
COPY apps/web/package.json apps/web/
COPY apps/etsy-sim/package.json apps/etsy-sim/
COPY apps/export apps/export
COPY packages packages
RUN npm ci --omit=dev && npm cache clean --force \
 && install -d -o node -g node /data
COPY --from=build /proofroom/apps/web/dist apps/web/dist

# An ordinary user: PostgreSQL, when it is the built-in one, runs as it too.
USER node
VOLUME /data
EXPOSE 4000
# Time for a first start to make its database.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/src/main.ts"]
