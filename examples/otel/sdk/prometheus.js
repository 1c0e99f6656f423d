// OpenTelemetry, scraped by Prometheus from this process: http://localhost:9464/metrics, or PROMETHEUS_PORT.
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { NodeSDK } from '@opentelemetry/sdk-node';

const port = Number(process.env.PROMETHEUS_PORT ?? 9464);

const sdk = new NodeSDK({ metricReaders: [new PrometheusExporter({ port })] });
sdk.start();
process.once('SIGTERM', () => sdk.shutdown().finally(() => process.exit()));
