import type { Counter, Histogram, Meter, ObservableCounter, ObservableGauge } from '@opentelemetry/api';
import type { MetricFacts } from './semconv.ts';

export function createHistogram(meter: Meter, { name, boundaries = [], ...facts }: MetricFacts): Histogram {
  return meter.createHistogram(name, { ...words(facts), advice: { explicitBucketBoundaries: [...boundaries] } });
}

export function createCounter(meter: Meter, { name, ...facts }: MetricFacts): Counter {
  return meter.createCounter(name, words(facts));
}

export function createObservableCounter(meter: Meter, { name, ...facts }: MetricFacts): ObservableCounter {
  return meter.createObservableCounter(name, words(facts));
}

export function createObservableGauge(meter: Meter, { name, ...facts }: MetricFacts): ObservableGauge {
  return meter.createObservableGauge(name, words(facts));
}

function words({ unit, description }: Pick<MetricFacts, 'unit' | 'description'>) {
  return { unit, description };
}
