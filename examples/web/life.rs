//! Conway's game of life on a canvas. Build it with
//! `ochre build --target wasm32-unknown-unknown -C opt-level=z life.rs`, which writes `life.wasm`
//! and `life.js`, and serve this folder over HTTP.
#![crate_type = "cdylib"]

use std::cell::RefCell;
use std::os::js::Js;

unsafe extern "Rust" {
    #[js(import = "document.querySelector")]
    safe fn query_selector(selector: &str) -> Js;
    #[js(import = ".getContext")]
    safe fn get_context(canvas: &Js, kind: &str) -> Js;
    #[js(import = "get .width")]
    safe fn width(canvas: &Js) -> u32;
    #[js(import = "get .height")]
    safe fn height(canvas: &Js) -> u32;
    #[js(import = "new Uint8ClampedArray")]
    safe fn clamped_array(bytes: &[u8]) -> Js;
    #[js(import = "new ImageData")]
    safe fn image_data(pixels: Js, width: u32) -> Js;
    #[js(import = ".putImageData")]
    safe fn put_image_data(context: &Js, image: Js, x: i32, y: i32);
}

const ALIVE: [u8; 4] = [0x2d, 0x4f, 0x1e, 0xff];
const DEAD: [u8; 4] = [0xf3, 0xe9, 0xd2, 0xff];

/// A torus of cells, row by row.
struct Life {
    width: usize,
    height: usize,
    cells: Vec<bool>,
    context: Js,
}

impl Life {
    fn neighbours(&self, x: usize, y: usize) -> usize {
        let columns = [(x + self.width - 1) % self.width, x, (x + 1) % self.width];
        let rows = [(y + self.height - 1) % self.height, y, (y + 1) % self.height];
        let around = rows.iter().flat_map(|row| columns.iter().map(move |column| (*column, *row)));
        around.filter(|&(column, row)| (column, row) != (x, y) && self.is_alive(column, row)).count()
    }

    fn is_alive(&self, x: usize, y: usize) -> bool {
        self.cells[y * self.width + x]
    }

    fn next(&self) -> Vec<bool> {
        let mut next = Vec::with_capacity(self.cells.len());
        for y in 0..self.height {
            for x in 0..self.width {
                next.push(matches!((self.is_alive(x, y), self.neighbours(x, y)), (true, 2) | (_, 3)));
            }
        }
        next
    }

    fn draw(&self) {
        let pixels: Vec<u8> =
            self.cells.iter().flat_map(|&alive| if alive { ALIVE } else { DEAD }).collect();
        let image = image_data(clamped_array(&pixels), self.width as u32);
        put_image_data(&self.context, image, 0, 0);
    }
}

thread_local! {
    static LIFE: RefCell<Option<Life>> = const { RefCell::new(None) };
}

fn with_life(action: impl FnOnce(&mut Life)) {
    LIFE.with_borrow_mut(|life| {
        if let Some(life) = life {
            action(life);
            life.draw();
        }
    });
}

/// Begins on the canvas that the selector finds, with an R-pentomino in its middle.
#[js(export)]
fn start(selector: &str) {
    let canvas = query_selector(selector);
    let (width, height) = (width(&canvas) as usize, height(&canvas) as usize);
    let context = get_context(&canvas, "2d");
    let mut life = Life { width, height, cells: vec![false; width * height], context };
    for (x, y) in [(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)] {
        life.cells[(height / 2 + y) * width + width / 2 + x] = true;
    }
    life.draw();
    LIFE.set(Some(life));
}

/// The next generation.
#[js(export)]
fn tick() {
    with_life(|life| life.cells = life.next());
}

/// Brings a cell to life, or its death.
#[js(export)]
fn toggle(x: u32, y: u32) {
    with_life(|life| {
        if let Some(cell) = life.cells.get_mut(y as usize * life.width + x as usize) {
            *cell = !*cell;
        }
    });
}
