import { drawChart } from './charts/charts.ts';
import { type Rasteriser, RasteriserError } from './charts/rasteriser.ts';
import type { Makers } from './chat/outbox-body.ts';
import { SendFailure } from './chat/reply-types.ts';

/** Makes what goes out as pictures. A busy or broken drawer is tried again, a picture that cannot be drawn is not. */
export function createMakers(rasteriser: Rasteriser): Makers {
  return {
    picture: async (chart, data) => {
      try {
        return await rasteriser.png(drawChart(chart, data));
      } catch (error) {
        if (error instanceof RasteriserError && error.code !== 'undrawable') {
          throw new SendFailure('retry', `picture_${error.code}`, error);
        }
        throw new SendFailure('give_up', 'picture_undrawable', error);
      }
    },
    file: async () => {
      throw new SendFailure('give_up', 'no_maker');
    },
  };
}
