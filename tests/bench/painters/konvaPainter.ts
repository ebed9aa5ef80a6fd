import Konva from 'konva';
import { COLORS, nextFrame, offsetOf, pictureElement, type Painter } from './scene.ts';

/** One Konva node per object on one layer, with the settings that make Konva quick, as Label Studio paints. */
export function konvaPainter(): Painter {
  let at: { root: HTMLElement; image: HTMLImageElement; stage: Konva.Stage } | null = null;
  return {
    async open(root, scene, picture) {
      const image = await pictureElement(picture);
      const place = document.createElement('div');
      place.style.cssText = 'position:absolute;left:0;top:0';
      root.append(image, place);
      Konva.pixelRatio = 1;
      const stage = new Konva.Stage({ container: place, width: root.clientWidth, height: root.clientHeight });
      const layer = new Konva.Layer();
      layer.add(...scene.map(({ points, color }) => new Konva.Line({
        points: [...points], closed: true, fill: COLORS[color]?.replace(')', ' / 0.25)') ?? '', stroke: COLORS[color] ?? '', strokeWidth: 2,
        strokeScaleEnabled: false, perfectDrawEnabled: false, shadowForStrokeEnabled: false, hitStrokeWidth: 0,
      })));
      stage.add(layer);
      at = { root, image, stage };
      await nextFrame();
      await nextFrame();
    },
    show(view) {
      if (at === null) return;
      const { left, top } = offsetOf(at.root, view);
      at.image.style.transform = `translate(${left}px, ${top}px) scale(${view.scale})`;
      at.stage.setAttrs({ x: left, y: top, scaleX: view.scale, scaleY: view.scale });
    },
    settled: async () => void (await nextFrame()),
    hover: (x, y) => void at?.stage.getIntersection({ x, y }),
    drag: null,
    close() {
      at?.stage.destroy();
      at?.root.replaceChildren();
    },
  };
}
