import type { Counter, Histogram, Meter, ObservableCallback } from '@opentelemetry/api';
import type { MetricFacts } from './semconv.ts';

export function createHistogram(meter: Meter, { name, boundaries = [], ...facts }: MetricFacts): Histogram {
  return meter.createHistogram(name, { ...words(facts), advice: { explicitBucketBoundaries: [...boundaries] } });
}

export function createCounter(meter: Meter, { name, ...facts }: MetricFacts): Counter {
  return meter.createCounter(name, words(facts));
}

/**
 * A gauge or counter that `read` gives the values of whenever somebody collects.
 *
 * @returns what ends that.
 */
export function observe(meter: Meter, { name, ...facts }: MetricFacts, read: ObservableCallback): () => void {
  const create = facts.instrument === 'Counter' ? 'createObservableCounter' : 'createObservableGauge';
  const observable = meter[create](name, words(facts));
  observable.addCallback(read);
  return () => {
    observable.removeCallback(read);
  };
}

function words({ unit, description }: Pick<MetricFacts, 'unit' | 'description'>) {
  return { unit, description };
}
