//! Writes objects as they stand in a file, references with the numbers that they have.

use super::copy::{real, write_name};
use super::object::{Dict, Object};

/// Appends an object that holds no others; of others nothing, and says so.
pub(super) fn print_plain(object: &Object, out: &mut Vec<u8>) -> bool {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Bool(value) => out.extend(value.to_string().bytes()),
        Object::Int(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(real(*value).bytes()),
        Object::Name(name) => write_name(name, out),
        Object::Text(text) => {
            out.push(b'<');
            text.iter().for_each(|byte| out.extend(format!("{byte:02X}").bytes()));
            out.push(b'>');
        }
        Object::Array(_) | Object::Dict(_) | Object::Stream(_) | Object::Ref(..) => return false,
    }
    true
}

/// Appends an object; a stream as its dictionary.
pub fn print(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Array(array) => {
            out.push(b'[');
            for object in array {
                print(object, out);
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Dict(dict) => print_dict(dict, out),
        Object::Stream(stream) => print_dict(&stream.dict, out),
        Object::Ref(number, generation) => out.extend(format!("{number} {generation} R").bytes()),
        plain => {
            print_plain(plain, out);
        }
    }
}

fn print_dict(dict: &Dict, out: &mut Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in &dict.entries {
        write_name(key, out);
        out.push(b' ');
        print(value, out);
    }
    out.extend(b">>");
}
