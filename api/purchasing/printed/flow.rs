//! Filling pages from the top: bands of cells, kept together where they fit, broken between lines where they cannot.

use super::Paper;
use super::RenderError;
use super::sheet::{Belongs, Ink, MARGIN_SIDE, MARGIN_TOP, Mark, Placed, Sheet};
use super::structure::Structure;
use super::text::Line;

/// Where a line stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Lines one below the other, beginning at the top of their band.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) align: Align,
    pub(super) lines: Vec<Line>,
    pub(super) belongs: Belongs,
}

/// Cells side by side on one grid of lines.
#[derive(Debug, Clone)]
pub(super) struct Band {
    pub(super) cells: Vec<Cell>,
    pub(super) leading: f32,
    pub(super) above: f32,
    pub(super) below: f32,
    /// A rule along the lower edge.
    pub(super) rule: Option<(f32, Ink)>,
    pub(super) breaks: Breaks,
}

/// May a page end inside this band?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// Only if it is taller than a page.
    Seldom,
    /// Between any two lines.
    Anywhere,
}

impl Band {
    pub(super) fn height(&self) -> f32 {
        let tallest = self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        self.above + self.below + std::iter::repeat_n(self.leading, tallest).sum::<f32>()
    }
}

/// The pages as they fill.
pub(super) struct Flow {
    pub(super) paper: Paper,
    pub(super) structure: Structure,
    pub(super) y: f32,
    sheets: Vec<Sheet>,
    sheet: Sheet,
    bottom: f32,
    /// Stands at the top of every page but the first.
    running_head: Band,
    /// Stands below the running head for as long as a table goes on.
    table_head: Option<Band>,
}

impl Flow {
    pub(super) fn new(paper: Paper, structure: Structure, running_head: Band, foot_height: f32) -> Self {
        let bottom = paper.size().1 - foot_height;
        Self {
            paper,
            structure,
            y: MARGIN_TOP,
            sheets: Vec::new(),
            sheet: Sheet::default(),
            bottom,
            running_head,
            table_head: None,
        }
    }

    /// Sets a band, and moves it to the next page if it and what must follow it do not fit here but would fit there.
    pub(super) fn place(&mut self, band: &Band, keep_with: f32) -> Result<(), RenderError> {
        let alone = match band.breaks {
            Breaks::Seldom => band.height(),
            Breaks::Anywhere => band.above + 2.0 * band.leading,
        };
        let needed = [alone + keep_with, alone].into_iter().find(|height| self.fits_a_page(*height));
        if needed.is_some_and(|height| self.y + height > self.bottom) {
            self.next_page()?;
        }
        self.y += band.above;
        let count = band.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        for index in 0..count {
            if self.y + band.leading > self.bottom {
                self.next_page()?;
            }
            self.set_lines(band, index);
            self.y += band.leading;
        }
        self.y += band.below;
        if let Some((thickness, ink)) = band.rule {
            self.rule(MARGIN_SIDE, self.paper.measure(), thickness, ink);
        }
        Ok(())
    }

    /// The head that is repeated from now on, after it has been set once.
    pub(super) fn begin_table(&mut self, head: &Band, keep_with: f32) -> Result<(), RenderError> {
        self.place(head, keep_with)?;
        let mut repeated = head.clone();
        for cell in &mut repeated.cells {
            cell.belongs = Belongs::PageHead;
        }
        self.table_head = Some(repeated);
        Ok(())
    }

    pub(super) fn end_table(&mut self) {
        self.table_head = None;
    }

    /// Leaves room above what comes next.
    pub(super) fn gap(&mut self, height: f32) {
        self.y += height;
    }

    pub(super) fn rule(&mut self, x: f32, width: f32, thickness: f32, ink: Ink) {
        self.mark(Mark::Rule { x, y: self.y, width, thickness, ink }, Belongs::Ornament);
    }

    pub(super) fn mark(&mut self, mark: Mark, belongs: Belongs) {
        self.sheet.placed.push(Placed { mark, belongs });
    }

    pub(super) fn finish(mut self) -> (Vec<Sheet>, Structure) {
        self.sheets.push(self.sheet);
        (self.sheets, self.structure)
    }

    fn fits_a_page(&self, height: f32) -> bool {
        let head = self.running_head.height() + self.table_head.as_ref().map_or(0.0, Band::height);
        MARGIN_TOP + head + height <= self.bottom
    }

    fn next_page(&mut self) -> Result<(), RenderError> {
        self.sheets.push(std::mem::take(&mut self.sheet));
        if self.sheets.len() >= super::PAGES_MAX {
            return Err(RenderError::TooLong);
        }
        self.y = MARGIN_TOP - 12.0;
        let heads = [Some(self.running_head.clone()), self.table_head.clone()];
        for head in heads.iter().flatten() {
            self.set_whole(head);
        }
        Ok(())
    }

    /// Sets a band that is known to fit.
    fn set_whole(&mut self, band: &Band) {
        self.y += band.above;
        let count = band.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        for index in 0..count {
            self.set_lines(band, index);
            self.y += band.leading;
        }
        self.y += band.below;
        if let Some((thickness, ink)) = band.rule {
            self.rule(MARGIN_SIDE, self.paper.measure(), thickness, ink);
        }
    }

    /// The line of that index in every cell that has one.
    fn set_lines(&mut self, band: &Band, index: usize) {
        let baseline = self.y + band.leading * 0.74;
        for cell in &band.cells {
            let Some(line) = cell.lines.get(index) else { continue };
            let x = match cell.align {
                Align::Left => cell.x,
                Align::Right => cell.x + cell.width - line.width(),
            };
            self.mark(Mark::Text { x, y: baseline, line: line.clone() }, cell.belongs);
        }
    }
}
