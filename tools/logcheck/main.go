// Logcheck checks a public log and proofs about it, in another language and by other means than Qingbai itself: straight
// from the definitions of RFC 6962 and C2SP signed-note, tlog-checkpoint, tlog-tiles and tlog-proof, with the standard
// library alone. Whoever trusts neither the log nor the program that made it can read these lines instead.
//
//	logcheck folder FOLDER KEY [OLDER-CHECKPOINT...]   every entry, hash and signature of a log in a folder
//	logcheck proof FILE KEY LEAF                       a tlog-proof, for the leaf given in hexadecimal digits
//	logcheck vectors < FILE                            lines of JSON, each an inclusion or consistency proof
//
// Exit status: 0 it holds, 1 it does not, 2 it cannot be asked.
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func leafHash(data []byte) []byte {
	sum := sha256.Sum256(append([]byte{0}, data...))
	return sum[:]
}

func nodeHash(left, right []byte) []byte {
	sum := sha256.Sum256(append(append([]byte{1}, left...), right...))
	return sum[:]
}

// split is the largest power of two smaller than n.
func split(n int64) int64 {
	k := int64(1)
	for k*2 < n {
		k *= 2
	}
	return k
}

// root is MTH of RFC 6962, section 2.1, over the hashes of leaves.
func root(leaves [][]byte) []byte {
	switch len(leaves) {
	case 0:
		sum := sha256.Sum256(nil)
		return sum[:]
	case 1:
		return leaves[0]
	}
	k := split(int64(len(leaves)))
	return nodeHash(root(leaves[:k]), root(leaves[k:]))
}

var errProof = errors.New("the proof does not fit the tree")

// climb undoes PATH of section 2.1.1: the root that a proof leads to.
func climb(index, size int64, leaf []byte, proof [][]byte) ([]byte, error) {
	if size == 1 {
		if len(proof) != 0 {
			return nil, errProof
		}
		return leaf, nil
	}
	if len(proof) == 0 {
		return nil, errProof
	}
	k, last, rest := split(size), proof[len(proof)-1], proof[:len(proof)-1]
	if index < k {
		below, err := climb(index, k, leaf, rest)
		return nodeHash(below, last), err
	}
	below, err := climb(index-k, size-k, leaf, rest)
	return nodeHash(last, below), err
}

// subproof undoes SUBPROOF of section 2.1.2: the roots of the smaller and of the larger tree.
func subproof(small, large int64, proof [][]byte, known bool, old []byte) ([]byte, []byte, error) {
	if small == large {
		if known && len(proof) == 0 {
			return old, old, nil
		}
		if !known && len(proof) == 1 {
			return proof[0], proof[0], nil
		}
		return nil, nil, errProof
	}
	if len(proof) == 0 {
		return nil, nil, errProof
	}
	k, last, rest := split(large), proof[len(proof)-1], proof[:len(proof)-1]
	if small <= k {
		before, after, err := subproof(small, k, rest, known, old)
		return before, nodeHash(after, last), err
	}
	before, after, err := subproof(small-k, large-k, rest, false, old)
	return nodeHash(last, before), nodeHash(last, after), err
}

func whole(hashes ...[]byte) bool {
	for _, hash := range hashes {
		if len(hash) != sha256.Size {
			return false
		}
	}
	return true
}

func included(index, size int64, leaf []byte, proof [][]byte, want []byte) bool {
	if index < 0 || index >= size || !whole(leaf, want) || !whole(proof...) {
		return false
	}
	got, err := climb(index, size, leaf, proof)
	return err == nil && bytes.Equal(got, want)
}

func consistent(small, large int64, before, after []byte, proof [][]byte) bool {
	if small < 1 || small > large || len(before) == 0 || !whole(proof...) {
		return false
	}
	was, is, err := subproof(small, large, proof, true, before)
	return err == nil && bytes.Equal(was, before) && bytes.Equal(is, after)
}

// checkpoint is a log's head, read from a note that its key signed.
type checkpoint struct {
	size int64
	root []byte
}

// open checks the signature of a log under a note and reads the checkpoint in it.
func open(note, key string) (checkpoint, error) {
	var none checkpoint
	parts := strings.SplitN(key, "+", 3)
	if len(parts) != 3 {
		return none, errors.New("a key is written name+id+key")
	}
	public, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(public) != 33 || public[0] != 1 {
		return none, errors.New("the key is no Ed25519 key")
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), public...))
	if hex.EncodeToString(id[:4]) != parts[1] {
		return none, errors.New("the key and its id do not belong together")
	}
	at := strings.LastIndex(note, "\n\n")
	if at < 0 {
		return none, errors.New("the note has no signature")
	}
	text, signed := note[:at+1], false
	for _, line := range strings.Split(strings.TrimSuffix(note[at+2:], "\n"), "\n") {
		raw, found := strings.CutPrefix(line, "— "+parts[0]+" ")
		if !found {
			continue
		}
		signature, err := base64.StdEncoding.DecodeString(raw)
		if err != nil || len(signature) < 5 || !bytes.Equal(signature[:4], id[:4]) {
			continue
		}
		if !ed25519.Verify(public[1:], []byte(text), signature[4:]) {
			return none, errors.New("the log's signature is wrong")
		}
		signed = true
	}
	if !signed {
		return none, errors.New("the log did not sign this note")
	}
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] != parts[0] {
		return none, errors.New("this is not a checkpoint of the key's log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return none, errors.New("the checkpoint has no size")
	}
	head, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(head) != sha256.Size {
		return none, errors.New("the checkpoint has no root")
	}
	return checkpoint{size, head}, nil
}

// read gives a tile as far as it is asked for; where the narrow file has gone, out of the full one.
func read(folder, level string, n, width int64) ([]byte, error) {
	name := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	path := filepath.Join(folder, "tile", level, filepath.FromSlash(name))
	if width < 256 {
		data, err := os.ReadFile(filepath.Join(path+".p", strconv.FormatInt(width, 10)))
		if err == nil {
			return data, nil
		}
	}
	return os.ReadFile(path)
}

// rows reads all tiles of a level that holds count hashes.
func rows(folder, level string, count int64, take func(data []byte, width int64) error) error {
	for n := int64(0); n*256 < count; n++ {
		width := min(count-n*256, 256)
		data, err := read(folder, level, n, width)
		if err == nil {
			err = take(data, width)
		}
		if err != nil {
			return fmt.Errorf("tile/%s, file %d: %w", level, n, err)
		}
	}
	return nil
}

func entries(folder string, count int64) ([][]byte, error) {
	var leaves [][]byte
	err := rows(folder, "entries", count, func(data []byte, width int64) error {
		for ; width > 0; width-- {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return errors.New("it is cut short")
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			leaves, data = append(leaves, leafHash(data[2:end])), data[end:]
		}
		return nil
	})
	return leaves, err
}

func hold(folder string, level int, row [][]byte) error {
	at := 0
	return rows(folder, strconv.Itoa(level), int64(len(row)), func(data []byte, width int64) error {
		if int64(len(data)) < width*sha256.Size {
			return errors.New("it is cut short")
		}
		for ; width > 0; width-- {
			if !bytes.Equal(data[:sha256.Size], row[at]) {
				return fmt.Errorf("hash %d is not that of the leaves below", at)
			}
			data, at = data[sha256.Size:], at+1
		}
		return nil
	})
}

func checkFolder(folder, key string, older []string) error {
	note, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	head, err := open(string(note), key)
	if err != nil {
		return err
	}
	leaves, err := entries(folder, head.size)
	if err != nil {
		return err
	}
	row := leaves
	for level := 0; len(row) > 0; level++ {
		if err := hold(folder, level, row); err != nil {
			return err
		}
		var above [][]byte
		for ; len(row) >= 256; row = row[256:] {
			above = append(above, root(row[:256]))
		}
		row = above
	}
	if !bytes.Equal(root(leaves), head.root) {
		return errors.New("the files do not lead to the root that the log signed")
	}
	for _, name := range older {
		note, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		was, err := open(string(note), key)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if was.size > head.size || !bytes.Equal(root(leaves[:was.size]), was.root) {
			return fmt.Errorf("%s: the log was rewritten, forked or rolled back", name)
		}
	}
	fmt.Printf("whole: %d leaves, root %x, %d older checkpoints agree\n", head.size, head.root, len(older))
	return nil
}

func checkProof(name, key, leaf string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	entry, err := hex.DecodeString(leaf)
	if err != nil {
		return err
	}
	proof, note, _ := strings.Cut(string(data), "\n\n")
	lines := strings.Split(proof, "\n")
	if len(lines) > 1 && strings.HasPrefix(lines[1], "extra ") {
		lines = append(lines[:1], lines[2:]...)
	}
	if lines[0] != "c2sp.org/tlog-proof@v1" || len(lines) < 2 || !strings.HasPrefix(lines[1], "index ") {
		return errors.New("this is no tlog-proof")
	}
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	if err != nil {
		return err
	}
	var hashes [][]byte
	for _, line := range lines[2:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			return err
		}
		hashes = append(hashes, hash)
	}
	head, err := open(note, key)
	if err != nil {
		return err
	}
	if !included(index, head.size, leafHash(entry), hashes, head.root) {
		return errors.New("the proof does not lead to the root that the log signed")
	}
	fmt.Printf("leaf %d stands among %d\n", index, head.size)
	return nil
}

// vector is one line of the published test vectors of RFC 6962 and RFC 9162.
type vector struct {
	Vector                          string
	LeafIdx, TreeSize, Size1, Size2 int64
	LeafHash, Root, Root1, Root2    []byte
	Proof                           [][]byte
}

func checkVectors() error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<22)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var one vector
		err := json.Unmarshal(lines.Bytes(), &one)
		var odd *json.UnmarshalTypeError // a number that no tree has, below nothing or above 2⁶³
		if err != nil && !errors.As(err, &odd) {
			return err
		}
		holds := false
		switch kind, _, _ := strings.Cut(one.Vector, "/"); kind {
		case "inclusion":
			holds = included(one.LeafIdx, one.TreeSize, one.LeafHash, one.Proof, one.Root)
		case "consistency":
			holds = consistent(one.Size1, one.Size2, one.Root1, one.Root2, one.Proof)
		default:
			continue
		}
		fmt.Fprintln(out, holds && err == nil)
	}
	return lines.Err()
}

func main() {
	args := os.Args[1:]
	var err error
	switch {
	case len(args) >= 3 && args[0] == "folder":
		err = checkFolder(args[1], args[2], args[3:])
	case len(args) == 4 && args[0] == "proof":
		err = checkProof(args[1], args[2], args[3])
	case len(args) == 1 && args[0] == "vectors":
		err = checkVectors()
	default:
		fmt.Fprintln(os.Stderr, "logcheck folder FOLDER KEY [CHECKPOINT...] | proof FILE KEY LEAF | vectors < FILE")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "wrong:", err)
		os.Exit(1)
	}
}
