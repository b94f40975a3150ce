//! Routes, as the rooms of the documents drive them.
mod decide;
mod end;
mod note_editor;
mod show;
mod standing;
mod submit;
mod withdraw;
