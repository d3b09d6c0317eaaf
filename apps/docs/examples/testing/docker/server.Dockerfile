# A server for Node that needs no build: it runs TypeScript as it is.
FROM node:24-alpine
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY server.ts ./
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s CMD ["wget", "-qO-", "http://127.0.0.1:3000/healthz"]
CMD ["node", "server.ts"]
