import type Konva from 'konva/lib/Core.js'
import { type RefObject, useRef, useState } from 'react'
import { Layer, Stage } from 'react-konva/lib/ReactKonvaCore'

/** The stage and its layers, from the back: the picture, the marks that lie still, the ones in motion. */
export type LayerRefs = {
  stage: RefObject<Konva.Stage | null>
  picture: RefObject<Konva.Layer | null>
  still: RefObject<Konva.Layer | null>
  moving: RefObject<Konva.Layer | null>
}

export function useLayerRefs(): LayerRefs {
  const stage = useRef<Konva.Stage>(null)
  const picture = useRef<Konva.Layer>(null)
  const still = useRef<Konva.Layer>(null)
  const moving = useRef<Konva.Layer>(null)
  const [refs] = useState({ stage, picture, still, moving })
  return refs
}

/**
 * React owns the stage and its layers; what is painted on them, and how big they are, changes with every frame of a
 * gesture and is the scene's. Nothing here listens: hit tests are ours.
 */
export function Layers({ refs }: { refs: LayerRefs }) {
  return (
    <Stage ref={refs.stage} className="pc-host" width={1} height={1} listening={false}>
      <Layer ref={refs.picture} listening={false} />
      <Layer ref={refs.still} listening={false} />
      <Layer ref={refs.moving} listening={false} />
    </Stage>
  )
}
