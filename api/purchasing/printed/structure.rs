//! What each piece of text is, for those who hear the file or let a program read it.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(usize);

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Title(String),
    Heading(String),
    Section,
    Paragraph,
    Figure(String),
    Table,
    TableHead,
    TableBody,
    Row,
    HeadCell,
    Cell,
}

struct Node {
    role: Role,
    children: Vec<NodeId>,
    drawn: Vec<Identifier>,
}

/// The tree in reading order; nodes are made while laying out, what was drawn is added while drawing.
#[derive(Default)]
pub(super) struct Structure {
    nodes: Vec<Node>,
    top: Vec<NodeId>,
}

impl Structure {
    pub(super) fn add(&mut self, role: Role) -> NodeId {
        let id = self.push(role);
        self.top.push(id);
        id
    }

    pub(super) fn add_under(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = self.push(role);
        if let Some(node) = self.nodes.get_mut(parent.0) {
            node.children.push(id);
        }
        id
    }

    pub(super) fn drawn(&mut self, id: NodeId, identifier: Identifier) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.drawn.push(identifier);
        }
    }

    pub(super) fn into_tree(mut self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for id in std::mem::take(&mut self.top) {
            if let Some(group) = self.group(id) {
                tree.push(group);
            }
        }
        tree
    }

    fn push(&mut self, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { role, children: Vec::new(), drawn: Vec::new() });
        id
    }

    fn group(&mut self, id: NodeId) -> Option<TagGroup> {
        let node = self.nodes.get_mut(id.0)?;
        let (children, drawn) = (std::mem::take(&mut node.children), std::mem::take(&mut node.drawn));
        let mut group = TagGroup::new(kind(&node.role));
        for identifier in drawn {
            group.push(identifier);
        }
        for child in children {
            if let Some(child) = self.group(child) {
                group.push(child);
            }
        }
        Some(group)
    }
}

fn kind(role: &Role) -> TagKind {
    let heading = |level: NonZeroU16, words: &String| Tag::Hn(level, Some(words.clone()));
    match role {
        Role::Title(words) => heading(NonZeroU16::MIN, words).into(),
        Role::Heading(words) => heading(NonZeroU16::MIN.saturating_add(1), words).into(),
        Role::Section => Tag::Section.into(),
        Role::Paragraph => Tag::P.into(),
        Role::Figure(alternative) => Tag::Figure(Some(alternative.clone())).into(),
        Role::Table => Tag::Table.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
    }
}
