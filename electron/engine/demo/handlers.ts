import type { HandlersOf } from '../../../shared/contract/contract';
import type { demoCalls } from '../../../shared/contract/demo';
import type { DemoService } from './demo-service';

export function demoHandlers(demo: DemoService): HandlersOf<typeof demoCalls> {
  return { startDemo: () => demo.start(), removeDemo: () => demo.remove() };
}
