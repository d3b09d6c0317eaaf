# The same server on Bun.
FROM oven/bun:1-alpine
WORKDIR /app
COPY package.json bun.lock ./
RUN bun install --production --frozen-lockfile
COPY server.ts ./
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER bun
EXPOSE 3000
HEALTHCHECK --interval=10s CMD ["wget", "-qO-", "http://127.0.0.1:3000/healthz"]
CMD ["bun", "server.ts"]
