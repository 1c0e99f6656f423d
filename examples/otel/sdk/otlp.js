// OpenTelemetry, pushed to a collector: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME and the like say where and who.
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { logs, metrics, NodeSDK } from '@opentelemetry/sdk-node';

// How often metrics are pushed, OTEL_METRIC_EXPORT_INTERVAL says for NodeSDK's own reader, but not for one made here.
const intervalMs = Number(process.env.OTEL_METRIC_EXPORT_INTERVAL ?? 60_000);

const sdk = new NodeSDK({
  metricReaders: [
    new metrics.PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(),
      exportIntervalMillis: intervalMs,
      exportTimeoutMillis: intervalMs,
    }),
  ],
  logRecordProcessors: [new logs.BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })],
});
sdk.start();
process.once('SIGTERM', () => sdk.shutdown().finally(() => process.exit()));
