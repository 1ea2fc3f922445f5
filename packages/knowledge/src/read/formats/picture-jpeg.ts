import { damaged } from '../read-failure.ts';
import { checkPictureSize, rotationOf, type Picture } from './picture.ts';
import { readTiffFields } from './tiff-fields.ts';

/** PDF takes JPEG as it is. Phones do not turn their photos but say how they were held. */
export function jpegPicture(bytes: Buffer): Picture {
  let rotation: Picture['rotation'] = 0;
  let isAdobe = false;
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) throw damaged('its picture cannot be unpacked');
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && data.toString('latin1', 0, 6) === 'Exif\0\0') rotation = orientationOf(data.subarray(6));
    if (marker === 0xee && data.toString('latin1', 0, 5) === 'Adobe') isAdobe = true;
    // Frames; among their numbers are the tables DHT (c4), JPG (c8) and DAC (cc).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const height = data.readUInt16BE(1);
      const width = data.readUInt16BE(3);
      checkPictureSize(width, height);
      const components = data[5] ?? 3;
      const space = components === 1 ? 'DeviceGray' : components === 4 ? 'DeviceCMYK' : 'DeviceRGB';
      // Photoshop keeps its four colours the other way round.
      const inverted = components === 4 && isAdobe ? '/Decode[1 0 1 0 1 0 1 0]' : '';
      const entries = `/ColorSpace/${space}/BitsPerComponent 8/Filter/DCTDecode${inverted}`;
      return { width, height, rotation, parts: [{ left: 0, top: 0, width, height, entries, data: bytes }] };
    }
    at += 2 + length;
  }
  throw damaged('its picture breaks off');
}

function orientationOf(exif: Buffer): Picture['rotation'] {
  try {
    return rotationOf(readTiffFields(exif, 1)[0]?.get(274)?.[0]);
  } catch {
    // A broken note about the picture does not break the picture.
    return 0;
  }
}
